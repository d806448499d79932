"""Where Masar speaks to, and for how long."""

import ipaddress
import socket
import time

import pytest

from foundation.hooks import wire

WITHIN = [
    *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
    *("100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::1", "::", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1"),
    *("::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001::1", "::127.0.0.1"),
]


def post(url: str, seconds: float = 30) -> wire.Answer:
    return wire.post(url, b"{}", {}, begin_before=time.monotonic() + seconds)


@pytest.mark.parametrize("text", WITHIN)
def test_no_address_within_a_network_is_reached(text: str):
    assert not wire.may_reach(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"]
)
def test_addresses_of_the_internet_are(text: str):
    assert wire.may_reach(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/", "ftp://example.org/", "https://", "https://me:secret@example.org/"),
        *("https://example.org/#x", "https://example.org:0/", "https://example.org:99999/", "javascript:x"),
        *(
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://a b/",
            "//example.org",
        ),
    ],
)
def test_what_is_no_address_for_a_webhook_is_refused_before_anything_is_asked(url: str, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was asked for"))
    with pytest.raises(wire.Forbidden):
        wire.checked(url)
    assert post(url).kind == "down"


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1"])
def test_a_name_or_a_number_that_means_this_machine_is_refused(host: str):
    answer = post(f"https://{host}/")
    assert (answer.kind, answer.said) == ("down", "the name leads into a private network")


def names(monkeypatch, *answers: list[str]) -> list[str]:
    """Names lead to these addresses, one answer after the other; who asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **how):
        asked.append(host)
        found = answers[min(len(asked), len(answers)) - 1]
        return [one for text in found for one in real(text, port, *args, **how)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_one_address_of_many_that_is_private_is_enough_to_refuse(receiver, settings, monkeypatch):
    settings.HOOKS_NETWORKS = ["127.0.0.1/32"]
    names(monkeypatch, ["127.0.0.1", "10.0.0.1"])
    assert post(f"http://two.example:{receiver.port}/in").said == "the name leads into a private network"
    assert receiver.got == []


def test_a_name_that_changes_its_mind_gains_nothing(receiver, settings, monkeypatch):
    """It is asked for once, and what was looked at is what is spoken to."""
    settings.HOOKS_NETWORKS = ["127.0.0.1/32"]
    asked = names(monkeypatch, ["127.0.0.1"], ["169.254.169.254"])
    url = f"http://rebinding.example:{receiver.port}/in"
    assert post(url).kind == "delivered"
    assert asked == ["rebinding.example"]
    assert receiver.got[0].headers["host"] == f"rebinding.example:{receiver.port}"
    assert post(url).said == "the name leads into a private network"
    assert (len(asked), len(receiver.got)) == (2, 1)


def test_no_redirect_is_followed(receiver):
    receiver.answers["/in"] = lambda got: (302, {"Location": receiver.url("/other")}, b"")
    assert (post(receiver.url()).kind, [one.path for one in receiver.got]) == ("refused", ["/in"])


def test_an_answer_that_drips_is_cut_off(receiver, settings):
    settings.HOOKS_CAP = 0.3

    def drip(got):
        handler = receiver.dripping
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not receiver.held.wait(0.05):
            handler.wfile.write(b"X: y\r\n")

    class Dripping(receiver.handler):
        def do_POST(self):  # noqa: N802 - as the library calls it
            receiver.dripping = self
            super().do_POST()

    receiver.server.RequestHandlerClass = Dripping
    receiver.answers["/in"] = drip
    assert post(receiver.url()).kind == "down"


def test_of_an_answer_just_the_first_words_are_read(receiver):
    receiver.answers["/in"] = lambda got: (500, {}, b"word " * 100_000)
    answer = post(receiver.url())
    assert (answer.kind, answer.code, len(answer.said)) == ("refused", 500, 200)


def test_a_receiver_without_a_good_certificate_gets_nothing(receiver):
    assert post(receiver.url().replace("http:", "https:")).kind == "down"
    assert receiver.got == []


def test_what_has_waited_too_long_for_a_name_is_not_sent(receiver):
    assert post(receiver.url(), seconds=-1).kind == "down"
    assert receiver.got == []
