"""The jobs that speak to customers by themselves: the question whether a case is solved, and
words on record for them. Each once, whatever fails.
"""

import structlog

from webhooks import following, notices
from webhooks.phones import LegGone, PhoneError, Refused
from webhooks.placing import Placer

log = structlog.get_logger()


class Teller(Placer):
    """Asks and tells customers."""

    def ask_whether_solved(self, follow_up_id: int) -> None:
        """Ring the customer, if it is still to be done."""
        with self.house.store.reading() as session:
            asking = following.wanted(self.house, session, follow_up_id)
        if asking is None or not self.my_turn(f"ask {follow_up_id} {asking.tries}"):
            return
        asking = following.begin(self.house, follow_up_id)
        if asking is None:
            return
        try:
            self._ask(follow_up_id, asking)
        except Refused as error:
            log.warning("customer_not_asked", follow_up=follow_up_id, why=str(error))
            following.not_reached(self.house, follow_up_id, "", asking.tries)
        except PhoneError as error:  # the clock asks again
            log.warning("customer_not_asked", follow_up=follow_up_id, why=str(error))

    def _ask(self, follow_up_id: int, asking: following.Asking) -> None:
        if asking.leg:
            if not self.phones.is_up(asking.leg):  # and nobody told us
                following.not_reached(self.house, follow_up_id, asking.leg, asking.tries)
            return
        leg = None if asking.first else self.up(asking.number)
        if leg is None:
            to, which = self.house.links.to, {"follow_up": follow_up_id}
            status = to("/voice/solved-status", **which, tries=asking.tries)
            leg = self.place(
                asking.number, to("/voice/solved", **which), status, to("/voice/fallback")
            )
        if not following.placed(self.house, follow_up_id, asking.tries, leg):
            self._end(leg)

    def notify(self, notification_id: int) -> None:
        """Send the words, if it is still to be done."""
        with self.house.store.reading() as session:
            word = notices.wanted(self.house, session, notification_id)
        if word is None or not self._my_word(word):
            return
        word = notices.begin(self.house, notification_id)
        if word is None:
            return
        try:
            (self._text if word.way == "text" else self._call)(word)
        except Refused as error:
            log.warning("customer_not_told", notification=notification_id, why=str(error))
            notices.not_delivered(self.house, word.id, word.sid, word.tries)
        except PhoneError as error:  # the clock asks again
            log.warning("customer_not_told", notification=notification_id, why=str(error))

    def _my_word(self, word: notices.Word) -> bool:
        what = f"tell {word.id} {word.way} {word.tries}"
        return self.my_turn(what)

    def _text(self, word: notices.Word) -> None:
        ours, body = self.house.number, notices.text_of(word)
        sid = None if word.first else self.phones.text_to(word.number, ours, body)
        if sid is None:
            status = self.house.links.to("/sms/status", notification=word.id)
            sid = self.phones.text(word.number, ours, body, status)
        notices.sent(self.house, word.id, sid)

    def _call(self, word: notices.Word) -> None:
        if word.sid:
            if not self.phones.is_up(word.sid):
                notices.not_delivered(self.house, word.id, word.sid, word.tries)
            return
        leg = None if word.first else self.up(word.number)
        if leg is None:
            to, which = self.house.links.to, {"notification": word.id}
            status = to("/voice/told-status", **which, tries=word.tries)
            leg = self.place(word.number, to("/voice/told", **which), status, to("/voice/fallback"))
        if not notices.placed(self.house, word.id, word.tries, leg):
            self._end(leg)

    def _end(self, leg: str) -> None:
        try:
            self.phones.end(leg)
        except LegGone:
            log.info("customer_leg_over", leg=leg)
