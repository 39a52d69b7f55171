"""Who may read the records of a programme that are not events: one line for each kind, see ``table``."""

# Who sees a record of each kind, own and another's: a new kind belongs in here. N A O U F D T.
KEPT = {
    "equipment": "yyyyy4 yyy444",
    "acceptance-tests": "yyyyy4 yyy444",
    "handovers": "yyyyy4 yyy444",
    "operators": "yyyy44 yyy444",
    "devices": "yyyyy4 yyy444",
    "systems": "yyyyy4 yyy444",
    "operations": "yyyyy4 yyy444",
    "seizures": "yyyyy4 yyy444",
    "deliveries": "yyyyy4 yyy444",
    "expenditures": "yyyyy4 yyy444",
    "needs": "yyyyy4 yyy444",
    "offers": "yyyyy4 yyy444",
    "commitments": "yyyyy4 yyy444",
    "commitment-reviews": "yyyyy4 yyy444",
    "statistics": "yyyyy4 yyy444",
    "fellowships": "yyyy44 yyy444",
    "fellowship-milestones": "yyyy44 yyy444",
    "fellowship-weeks": "yyyy44 yyy444",
    "support": "yyyyy4 yyy444",
    "support-people": "yyyy44 yyy444",
    "missions": "yyyyy4 yyy444",
    "mission-experts": "yyyy44 yyy444",
    "recommendations": "yyyy44 yyy444",
    "office-posts": "yyyy44 yyy444",
    "frameworks": "yyyyy4 yyy444",
    "result-indicators": "yyyyy4 yyy444",
    "result-periods": "yyyyy4 yyy444",
    "iati": "yyyyy4 yyy444",
    "partners": "yyyyy4 yyy444",
    "surveys": "yyyyy4 yyy444",
    "statements": "yyyyy4 yyy444",
    "questionnaires": "yyyy44 yyy444",
    "evaluations": "yyyyy4 yyy444",
}


def pages_of(word: str, seen: str) -> dict[str, str]:
    """Return who may read at the addresses of a kind: its rows are seen as decided, its list by everybody."""
    sides = seen.split()
    return {
        f"programmes:{word}-list": "lyyyyyy",
        f"programmes:{word}-new": "lyy3333",
        f"programmes:{word}-page": " ".join(f"l{each}" for each in sides),
        f"programmes:{word}-edit": "lyy3333 ly33333",
        f"programmes:{word}-remove": "lyy3333 ly33333",
        f"api:{word}-list": "1yyyyyy",
        f"api:{word}-detail": " ".join(f"1{each}" for each in sides),
    }
