// Comforts: pages work without.
const all = (selector, act) => document.querySelectorAll(selector).forEach(act);

// <div data-refresh="address" data-every="3"> gives way to the fragment there, while that asks again.
const refresh = (node, wait = node.dataset.every || 3) => setTimeout(async () => {
  try {
    const answer = await fetch(node.dataset.refresh);
    if (answer.redirected) return location.reload();
    if (!answer.ok) throw answer;
    node.insertAdjacentHTML("afterend", await answer.text());
    const next = node.nextElementSibling;
    node.remove();
    if (next?.dataset.refresh) refresh(next);
  } catch { refresh(node, Math.min(wait * 2, 60)); }
}, wait * 1000);
all("[data-refresh]", (node) => refresh(node));

// With room, menu and filters are open.
const wide = matchMedia("(min-width: 56rem)");
(wide.onchange = () => all(".menu, .filters:not([open])", (part) => { part.open = wide.matches; }))();

// Pressed twice: sent once.
const free = (form) => delete form.dataset.busy;
all("form[method=post]", (form) => form.addEventListener("submit", (event) => {
  if (form.dataset.busy) return event.preventDefault();
  form.dataset.busy = 1;
  if ("leave" in form.dataset) kept.clear();
  setTimeout(free, 9999, form);
}));
addEventListener("pageshow", () => all("form", free));

// <form data-draft>: outlives a lost line and an ended login, until it is saved.
const kept = sessionStorage, { account } = document.body.dataset, { sent } = kept;
const here = location.href.split("#")[0];
if (account && kept.account !== account) { kept.clear(); kept.account = account; }
delete kept.sent;
if (account && sent && sent === document.referrer && !document.querySelector("[data-bound]")
  && performance.getEntriesByType("navigation")[0].type === "navigate") delete kept[sent];
all("form[data-draft]", (form) => {
  const box = (field) => /checkbox|radio/.test(field.type);
  const fields = [...form.elements].filter((field) => field.name && !/hidden|password|file|submit/.test(field.type));
  const shape = [form.elements.version?.value, ...fields.map((field) => field.name + (box(field) && field.value))].join();
  const read = () => JSON.stringify([shape, fields.map((field) => box(field) ? field.checked
    : [...field.selectedOptions || [field]].map((mark) => mark.value))]);
  const note = form.querySelector("[data-draft-note]:not([data-bound])");
  const [was, values] = note && kept[here] && kept[here] !== read() ? JSON.parse(kept[here]) : [];
  form.oninput = () => { kept[here] = read(); };
  form.onsubmit = () => { kept[here] = read(); kept.sent = here; };
  if (was !== shape) return;
  fields.forEach((field, at) => {
    if (box(field)) field.checked = values[at];
    else if (field.options) [...field.options].forEach((mark) => { mark.selected = values[at].includes(mark.value); });
    else [field.value] = values[at];
  });
  note.hidden = false;
  note.querySelector("button").onclick = () => { form.reset(); delete kept[here]; note.hidden = true; };
});
