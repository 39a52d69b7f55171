"""Who may do what with documents, names of administrations, words and own needs: see ``table``."""

# Pages that are read and written by the same people.
ENTERED = {
    "reports:abbreviation-new": "lyy3333",
    **{f"reports:abbreviation-{page}": "lyy3333 lyy3333" for page in ("edit", "remove")},
    **{f"members:former-name-{page}": "ly33333 ly33333" for page in ("new", "edit", "remove")},
    **{f"members:succession-{page}": "ly33333 ly33333" for page in ("new", "edit", "remove")},
    "programmes:mission-attach": "lyy3333 ly33333",
    "programmes:mission-file-remove": "lyy3333 ly33333",
    "programmes:questionnaire-attach": "lyy3y33 ly33433",
    "programmes:questionnaire-file-remove": "l444y44 l444444",
    "programmes:own-need-edit": "l333y33 l333433",
    "programmes:own-need-withdraw": "l333y33 l333433",
}

# Those, and pages that are only read.
SEEN = ENTERED | {
    "reports:abbreviation-list": "lyyyyyy",
    "programmes:mission-files": "lyyyyy4 lyyy444",
    "programmes:mission-file": "lyyyy44 lyyy444",
    "programmes:questionnaire-files": "lyyyy44 lyyy444",
    "programmes:questionnaire-file": "l444y44 l444444",  # a draft's, until it is sent
}
