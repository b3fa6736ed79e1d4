"""What this graph never answers, whoever asks: opinions, advice, private matters, and what is no governance at all."""

from __future__ import annotations

from collections.abc import Sequence

from ics_graph.phrasing.words import Token, stem

CAN_ANSWER = (
    "It can say who is accountable to whom, who reports to whom, who sits on what, who leads it, what happened to it "
    "and who says so: all from its sources, with their dates."
)
OTHER_MATTERS = "This is not about the governance of health and care organisations."
REASONS = {
    "This is a question of judgement, and this graph holds no opinions.": (
        "should ought good bad better best worse worst well poor poorly think opinion believe like prefer favourite "
        "fair unfair blame fault fail failure failing successful effective efficient performance perform important "
        "wrong right deserve competent trustworthy corrupt waste wise sensible privatised why happy recommend"
    ),
    "This asks for advice, which this graph does not give.": (
        "advice advise suggest help complain complaint appointment treatment legal lawful illegal sue symptom doctor "
        "medicine refer referral restructure improve fix solve vacancy apply"
    ),
    "This is a private matter. Of people, this graph holds only their public roles.": (
        "phone telephone mobile email home salary pay paid earn wage old age birthday married "
        "wife husband partner family children religion ethnicity gender sexuality party vote voted illness sick "
        "disabled photo picture hobby"
    ),
    "This is about what may come. This graph holds only what sources state, plans among it.": (
        "predict forecast next tomorrow future win likely probably"
    ),
    OTHER_MATTERS: (
        "weather rain temperature joke poem song story recipe cook football election capital france film movie news "
        "stock bitcoin patient patients died death deaths beds bed waiting operation vaccine covid president king "
        "queen translate calculate"
    ),
}


def reason_to_decline(words: Sequence[Token]) -> str | None:
    """Return why words that no question accounts for are not answered; None where nothing speaks against them."""
    stems = {word.stem for word in words} | {word.raw for word in words}
    for reason, signs in REASONS.items():
        if stems & ({stem(sign) for sign in signs.split()} | set(signs.split())):
            return reason
    return None
