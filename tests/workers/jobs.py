"""Jobs for workers: they answer with what the article says, or do as it tells them."""

import os
import signal
import time
from pathlib import Path

from quoteminer.schema import Article, Quote, TextSpan
from quoteminer.workers.chunks import Answer


def echo(article: Article) -> Answer:
    """One quote, whose content is the whole article."""
    content = [TextSpan(start=0, end=len(article.text), text=article.text)]
    return [Quote(article_id=article.id, kind="indirect", content=content, cue=None, source=[], speakers=[])]


def obey(article: Article) -> Answer:
    """As `echo`, but articles can tell it to die, to die once (they name a file that remembers) or to dawdle."""
    order, _, argument = article.text.partition(" ")
    if order == "die" or (order == "die-once" and not Path(argument).exists()):
        if order == "die-once":
            Path(argument).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "dawdle":
        time.sleep(600)
    return echo(article)


def sign(article: Article) -> Answer:
    """One quote, whose content is the number of the process."""
    number = str(os.getpid())
    content = [TextSpan(start=0, end=len(number), text=number)]
    return [Quote(article_id=article.id, kind="indirect", content=content, cue=None, source=[], speakers=[])]
