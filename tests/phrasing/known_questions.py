"""The competency questions in their own words, each with the commands as which it is read.

Every command is one that ``tests/competency`` asks for that question. One that is rightly refused, since it does not
name what it is about, says under REFUSED what it does not name. One that cannot be read says why under UNREAD.
"""

from __future__ import annotations

KNOWN: dict[str, str] = {
    "Q02": (
        "Whose sign-off does the Lancashire and South Cumbria draft five year strategy need, and "
        "what stands in the way?"
    ),
    "Q04": "Where in the five documents is accountability worded at all, and towards whom?",
    "Q05": (
        "Which ways of blending health and social care budgets or roles does the NHS Long Term "
        "Plan text offer an ICS, and under what condition?"
    ),
    "Q08": (
        "Whose votes, decisions or consultation stand between the eight North West London CCGs "
        "and the single CCG, in order?"
    ),
    "Q10": "Which CCGs belong to each of the four NENC ICPs?",
    "Q11": "Which foundation trusts are listed in each NENC ICP?",
    "Q12": "Which council areas does each NENC ICP cover?",
    "Q13": ("Which trust sits in more than one ICP, and do any two NENC ICPs share a CCG or a council area?"),
    "Q14": (
        "Which councils make up each combined authority, what is the remit of these bodies, and is health part of it?"
    ),
    "Q18": "Who is to be represented on the North West London ICS?",
    "Q20": "From which groups must the partnership board of each ICS be drawn, and which may opt in?",
    "Q22": "What kinds of organisation make up the H&F ICP, and how is it defined?",
    "Q23": (
        "Whose senior leaders are agreeing measurable objectives for the NENC priorities, and who"
        " must agree and refine them afterwards?"
    ),
    "Q24": (
        "In which ICP and combined authority does Middlesbrough sit, what health figures does the"
        " deck give for it, and which data sources are credited on that slide?"
    ),
    "Q26": (
        "Whom does the ICS Management Group support, who holds that post, and who is SRO of the "
        "Mental Health workstream?"
    ),
    "Q27": ("How is the H&F ICP tied to the North West London ICS, and is that an accountability line?"),
    "Q28": (
        "What did the committee in the Lancashire and South Cumbria item review, who presented, "
        "and which documents will it still receive?"
    ),
    "Q29": ("Who gave the verbal report to the board in the H&F item, who spoke in the debate and what was resolved?"),
    "Q30": (
        "How many CCG Committees in Common and how many Joint CCG Committees does NENC show, at "
        "which level, and who sits on them?"
    ),
    "Q32": "Who chaired the ICP meeting on 23 November, and what is said about a standing chair?",
    "Q33": "Who leads or chairs each of the three ICSs in the seeds, and by which title?",
    "Q34": "Who is the Chief Officer of NHS Darlington CCG who addressed the board?",
    "Q36": (
        "Which key functions and first priorities are reported for North West London, and which "
        "strategy document is to come?"
    ),
    "Q37": ("Which combined authorities will have elected mayors and have negotiated devolution deals, and with whom?"),
    "Q38": "What is Ms Beth Goodman's role, and which ICP does she work for?",
    "Q39": "List the planned steps of the North West London CCG merger with dates.",
    "Q41": "What is said of ICPs at 1 April 2018?",
    "Q42": ("By when should ICSs cover the whole country, and how does that compare with the NWL go-live month?"),
    "Q44": (
        "What do members and the ICS Lead say has changed between the 2015 plan and the new draft"
        " strategy of Lancashire and South Cumbria?"
    ),
    "Q45": "What is the status of the H&F ICP and what is planned for it?",
    "Q46": "When was each source written or minuted, as far as the text allows?",
    "Q47": "Which elements of the NENC deck carry a question mark or TBC?",
    "Q49": "Which names are used for the NENC system, and which documents use them?",
    "Q51": (
        "Populations of the four NENC ICPs: which is largest, which smallest, and does the sum "
        "fit the 3.2M of the board minutes?"
    ),
    "Q54": "Which themes appear in all three NENC lists (D0 focus, D1 priorities, D2 workstreams)?",
    "Q55": ("Which levels does the deck distinguish, with which size where given, and what is commissioned at each?"),
    "Q56": "What money figures are given, and for what?",
    "Q58": (
        "Which providers are listed without an ICP, and does the source say that the ambulance "
        "trust serves North Cumbria?"
    ),
    "Q59": (
        "Which NENC workstreams are delivery programmes, which are enabling strategies, what is "
        "their standing, and which two D1 priorities have a workstream of the same name?"
    ),
    "Q60": (
        "For which of these relations do the seeds give no instance at all: employs, hosts, co-"
        "terminous with, reports to, provides services to, accountable to, scrutinises, chairs?"
    ),
}

READ: dict[str, list[str]] = {
    "Q02": ['approvals "L&SC ICS five year strategy"'],
    "Q04": ["mentions accountab", "all-lines accountability"],
    "Q10": [
        'members "Central ICP" --type CCG',
        'members "North Cumbria ICP" --type CCG',
        'members "North ICP" --type CCG',
        'members "South ICP" --type CCG',
    ],
    "Q11": [
        'members "Central ICP" --type FoundationTrust',
        'members "North Cumbria ICP" --type FoundationTrust',
        'members "North ICP" --type FoundationTrust',
        'members "South ICP" --type FoundationTrust',
    ],
    "Q12": ['coverage "Central ICP"', 'coverage "North Cumbria ICP"', 'coverage "North ICP"', 'coverage "South ICP"'],
    "Q13": ["spans IntegratedCarePartnership", "overlaps IntegratedCarePartnership --within NENC"],
    "Q18": ['members "North West London ICS"'],
    "Q20": ['members "Partnership board of an integrated care system"'],
    "Q22": ['members "H&F ICP"', 'facts "H&F ICP" --property definition'],
    "Q27": ['route "H&F ICP" "North West London ICS"', 'accountable-to "H&F ICP"'],
    "Q30": [
        "bodies CommitteesInCommon",
        "bodies JointCommittee --within NENC",
        'structure "CCG Committee in Common beside the Central ICP" --up',
        'structure "CCG Committee in Common beside the North Cumbria ICP" --up',
        'structure "CCG Committee in Common beside the North ICP" --up',
        'structure "CCG Committee in Common beside the South ICP" --up',
        'structure "Joint CCG Committee (CNE-wide)" --up',
        'members "CCG Committee in Common beside the Central ICP"',
        'members "CCG Committee in Common beside the North Cumbria ICP"',
        'members "CCG Committee in Common beside the North ICP"',
        'members "CCG Committee in Common beside the South ICP"',
        'members "Joint CCG Committee (CNE-wide)"',
    ],
    "Q33": [
        'leaders "Lancashire and South Cumbria ICS"',
        'leaders "North East and North Cumbria ICS"',
        'leaders "North West London ICS"',
    ],
    "Q34": ['leaders "NHS Darlington CCG"'],
    "Q36": [
        'facts "North West London ICS" --property function',
        'facts "North West London ICS" --property priority',
        'documents "North West London ICS"',
    ],
    "Q38": ['roles "Beth Goodman"'],
    "Q39": ['history "NHS North West London CCG"'],
    "Q45": ['facts "H&F ICP" --property status', 'history "H&F ICP"'],
    "Q46": ["sources"],
    "Q47": ["uncertain --source nenc-deck --only questions"],
    "Q49": ["names NENC"],
    "Q51": ["figures NENC --property population"],
    "Q54": ["themes NENC"],
    "Q55": [
        "levels --source nenc-deck",
        'commissioning "National level"',
        'commissioning "Region (ICS CNE) level"',
        'commissioning "Communities (ICP / Sub-region) level"',
        'commissioning "Place-based level"',
        'commissioning "Neighbourhoods level"',
        'commissioning "People level"',
        'commissioning "CCG-level (label on slide 12)"',
        'commissioning "CNE (label on slide 12)"',
        'commissioning "Sub regional acute (label on slide 12)"',
    ],
    "Q56": ["all-facts figure"],
    "Q60": [
        (
            'all-lines employs hosts "co-terminous with" "reports to" "provides services to" '
            '"accountable to" scrutinises chairs'
        )
    ],
}

REFUSED: dict[str, str] = {
    "Q08": "the single CCG is not named",
    "Q26": "'that post' is in the answer to the first part, and not in the question",
    "Q28": "the committee is not named",
    "Q29": "the board is not named",
    "Q32": "the day has no year, and the ICP is not named",
    "Q41": "'ICPs' may be any of several, and these are offered",
    "Q58": "the ambulance trust is not named, and 'without an ICP' is no question of the graph",
}

UNREAD: dict[str, str] = {
    "Q05": "it asks for what is in a text, in words that no question of the graph has",
    "Q14": "health is no body, so that it cannot be a part of one",
    "Q23": "the group that agrees the objectives has no name that is used here",
    "Q24": "one part asks for coverage and membership at once, and a slide is no body",
    "Q37": "it asks which bodies have two things, and no question does",
    "Q42": "it asks for an aim and for a comparison of months",
    "Q44": "it asks what several people say of a comparison",
    "Q59": "it divides the workstreams, and then compares two lists",
}
