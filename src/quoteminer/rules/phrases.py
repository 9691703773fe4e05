"""Noun phrases as the parser has them: their head, their edges, what stands beside them."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from quoteminer.layers import Range

NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER: Final = frozenset({"NNP", "NNPS"})
PRONOUNS: Final = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT"})
LONGEST: Final = 40
"""Words on either side of a head in which its phrase is looked for."""
TO_BE: Final = frozenset({"is", "was", "’s", "'s", "became", "remains"})
"""Verbs whose predicate says what the subject is."""
_NOMINAL: Final = NOUNS | PRONOUNS | {"DT", "CD", "JJ", "JJS", "JJR", "VBG", "EX"}
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
ARTICLES: Final = frozenset({"the", "a", "an"})
_INSIDE_PHRASE: Final = frozenset({"det", "compound", "amod", "nummod", "poss", "nmod", "advmod"})
_OF_CLAUSE: Final = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WP$", "WDT"})
"""Tags of words that no noun phrase has before its head."""
_AFTER_PHRASE: Final = frozenset({"WDT", "WP", "WRB", "VBZ", "VBP", "MD"})
"""Tags of words that a noun phrase does not reach."""
_BEFORE_PHRASE: Final = frozenset({"CC", "POS", "HYPH", "IN", "RB"})
_CLAUSE: Final = frozenset({"acl", "relcl", "advcl", "appos", "ccomp", "pcomp", "xcomp", "parataxis"})
_BRACKETS: Final = frozenset({",", "(", ")", ";", ":", "—", "–", "--", "-LRB-", "-RRB-", "“", "”", '"', "``", "''"})


_COMMON: Final = frozenset({"NN", "NNS"})
_BODY_LINKS: Final = frozenset({"of", "for"})
_IN_BODIES: Final = _BODY_LINKS | {"and", "&", "the"}
_LONGEST_BODY: Final = 8
"""Words of a body's name."""


def head_of(doc: Doc, at: Range) -> Token | None:
    """The token that the rest of a mention hangs on.

    A preposition before the mention is passed over. Of several tokens whose heads lie outside the mention, the first
    proper subject is taken, else the first subject, else the first noun or pronoun; but not what stands behind a clause
    of the noun phrase that the mention begins with. In a Doc without a parse it is the last word of the first run of
    nouns.

    Args:
        doc: the Doc.
        at: the mention.

    Returns:
        The head, or None for a mention without noun or pronoun.
    """
    start, end = at
    while start < end and doc[start].tag_ in {"IN", "TO", ","}:
        start += 1
    tokens = [token for token in doc[start:end] if _may_be_head(token)]
    if not tokens:
        return doc[start] if end - start == 1 and doc[start].text[:1].isupper() else None
    if not doc.has_annotation("DEP"):
        return _last_of_first_run(tokens)
    roots = [token for token in tokens if not start <= token.head.i < end or token.head.i == token.i]
    subjects = [token for token in roots if token.dep_ in _SUBJECTS]
    proper = [token for token in subjects if token.tag_ in PROPER or _is_capitalised(token)]
    nouns = [token for token in roots if token.tag_ in NOUNS | PRONOUNS]
    for found in (proper, subjects, nouns, roots):
        if found:
            head = _before_clause(doc, start, found[0]) or _behind_hyphen(_last_of_compound(found, end), end)
            body = body_before(tokens[-1])
            return head if body is None or not body <= head.i < end - 1 else tokens[-1]
    return next((token for token in tokens if token.tag_ in NOUNS | PRONOUNS), tokens[0])


def _may_be_head(token: Token) -> bool:
    """Whether a token can be a mention's head: a word that can stand for a noun, or whatever is the subject."""
    if token.tag_ == "DT" and token.text.lower() in ARTICLES:
        return False
    return token.tag_ in _NOMINAL or not token.tag_ or _is_capitalised(token) or token.dep_ in _SUBJECTS


def _before_clause(doc: Doc, start: int, head: Token) -> Token | None:
    """The noun that a mention begins with, where a clause or comma parts it from the head: "**Ann**, who is *one*"."""
    first = doc[start]
    while first.dep_ in _INSIDE_PHRASE and start < first.head.i < head.i:
        first = first.head
    if first.tag_ not in NOUNS or first.i >= head.i or (first.dep_ in _INSIDE_PHRASE and first.head.i == head.i):
        return None
    between = (token for token in doc[first.i + 1 : head.i + 1] if token.dep_ != "dep")  # of which the parser is unsure
    parted = head.tag_ == "VBG" or any(token.tag_ in _OF_CLAUSE for token in between)
    apposed = first.tag_ in PROPER and head.tag_ not in PROPER and doc[first.i + 1].text == ","  # "Ann, the nominee"
    return first if parted or apposed else None


def _last_of_compound(roots: list[Token], end: int) -> Token:
    """The last of the words that the parser joins to a noun behind the mention: "the GOP **nominee** | feuds with"."""
    last = roots[0]
    for token in roots[1:]:
        if not last.head.i == token.head.i >= end or token.i != last.i + 1 or token.dep_ != "compound":
            break
        last = token
    return last


def _behind_hyphen(head: Token, end: int) -> Token:
    """The noun that a hyphen joins to a head that the parser has cut off: "her *co*-**author**"."""
    doc = head.doc
    if head.i + 2 >= end or doc[head.i + 1].text != "-" or head.whitespace_ or doc[head.i + 1].whitespace_:
        return head
    behind = doc[head.i + 2]
    return behind if {head.tag_, behind.tag_} <= NOUNS else head


def body_before(noun: Token) -> int | None:
    """Where a body begins whose name has "of" or "for", in front of a noun: "a **Ministry** of Work *spokesman*".

    The parser mostly takes the noun for what the body is of.

    Args:
        noun: the last word of a noun phrase.

    Returns:
        Index of the first word of the body's name; None where none stands there, or the noun is a part of it.
    """
    if not noun.n_lefts or noun.tag_ not in _COMMON or noun.text[:1].isupper():
        return None
    doc, at = noun.doc, noun.i
    while at > 0 and doc[at - 1].tag_ in _COMMON and doc[at - 1].text.islower():
        at -= 1
    first, is_list = at, False
    for before in range(at - 1, max(-1, at - 1 - _LONGEST_BODY), -1):
        token = doc[before]
        if token.tag_ in PROPER:
            first = before
        elif first == at or not (token.text in _IN_BODIES or (is_list and token.text == ",")):
            break
        is_list = is_list or token.text == "and"
    return first if any(token.text in _BODY_LINKS for token in doc[first:at]) else None


def phrase_start(head: Token) -> int:
    """Index of the first word of a noun phrase, article included; nothing before a comma or a mark."""
    doc, last = head.doc, head.i
    if not head.n_lefts:
        prefix = _before_hyphen(head)
        return last if prefix is None else max(prefix.left_edge.i, last - LONGEST)
    if (body := body_before(head)) is not None:
        return body - (body > 0 and doc[body - 1].text.lower() in ARTICLES)
    first = max(head.left_edge.i, last - LONGEST)
    start = next((at + 1 for at in range(last - 1, first - 1, -1) if _parts(doc[at])), first)
    while start < last and doc[start].tag_ in _BEFORE_PHRASE:
        start += 1
    return start


def _parts(token: Token) -> bool:
    """Whether no noun phrase reaches over a token: a comma, a mark, white space."""
    return token.text in _BRACKETS or token.is_space


def _before_hyphen(head: Token) -> Token | None:
    """The word that a hyphen joins to a head, where the parser has cut it off: "the **vice**-*president*"."""
    doc, at = head.doc, head.i - 2
    if at < 0 or doc[at + 1].text != "-" or doc[at].whitespace_ or doc[at + 1].whitespace_:
        return None
    return doc[at] if doc[at].tag_ in NOUNS and doc[at].dep_ != "compound" else None


def phrase_end(head: Token) -> int:
    """Index after the last word of a noun phrase, up to its first clause, apposition, conjunct or comma."""
    doc, end = head.doc, head.i + 1
    if not head.n_rights:
        return end
    last = min(head.right_edge.i + 1, head.i + LONGEST)
    while end < last:
        token = doc[end]
        if token.dep_ in _CLAUSE or token.text in _BRACKETS or token.is_space or token.tag_ in _AFTER_PHRASE:
            break
        beside = token.head.i == head.i and not (token.text == "&" or doc[token.i - 1].text == "&")
        if beside and (token.dep_ in {"cc", "conj", "punct", "case", "preconj"} or token.text == "as"):
            break
        if token.text == "on" and end + 1 < last and doc[end + 1].ent_type_ == "DATE":  # "the president on Monday said"
            break
        end += 1
    cut = end < len(doc) and doc[end].tag_ in {"IN", "TO"}  # "sources close | to him": the adjective goes on
    owns = end < len(doc) and doc[end].tag_[:2] in {"NN", "JJ", "CD", "VB", "RB"}
    is_of_name = doc[end - 1].tag_ == "POS" and not owns  # "an analyst at Standard & Poor's in Oslo"
    while (
        end > head.i + 1
        and not is_of_name
        and (doc[end - 1].tag_ in {"IN", "CC", "DT", "POS", "TO"} or (cut and doc[end - 1].tag_ == "JJ"))
    ):
        cut = cut or doc[end - 1].tag_ in {"IN", "TO"}
        end -= 1
    return end


def conjuncts(head: Token) -> list[Token]:
    """A head and the heads joined to it by "and" or a comma, in text order."""
    found, queue = [head], [head]
    while queue:
        for child in queue.pop().rights:
            if child.dep_ == "conj" and child.tag_ in _NOMINAL and len(found) < 20:
                found.append(child)
                queue.append(child)
    return found


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The children of a token with one of some labels."""
    if not token.n_lefts and not token.n_rights:
        return iter(())
    return (child for child in token.children if child.dep_ in deps)


def children_behind(token: Token, *deps: str) -> Iterator[Token]:
    """The children behind a token with one of some labels, where what is looked for has no other place."""
    return (child for child in token.rights if child.dep_ in deps) if token.n_rights else iter(())


def text_of(doc: Doc, start: int, end: int) -> str:
    """The text between two tokens, its white space made single spaces."""
    text = doc[start].text if end - start == 1 else doc[start:end].text
    return " ".join(text.split())


def is_glued(token: Token, behind: Token) -> bool:
    """Whether two tokens are parts of one word: "co-author", "100m champion"; an apostrophe parts them."""
    if token.whitespace_ or not (token.text == "-" or token.text[-1:].isalnum()):
        return False
    return behind.text == "-" or behind.text[:1].isalnum()


def parted_by_colon(one: Token, other: Token) -> bool:
    """Whether a colon stands between two words, the first of which says who speaks the other."""
    first, last = sorted((one.i, other.i))
    return any(token.text == ":" for token in one.doc[first:last])


def _is_capitalised(token: Token) -> bool:
    return token.text[:1].isupper() and not token.is_sent_start


def _last_of_first_run(tokens: list[Token]) -> Token:
    found = tokens[0]
    for token in tokens[1:]:
        goes_on = token.i == found.i + 1 and token.tag_ in NOUNS and found.tag_ not in PRONOUNS
        if not goes_on and found.tag_ in NOUNS | PRONOUNS:
            break
        found = token
    return found
