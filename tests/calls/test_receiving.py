import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.files.receiving import bound_upload
from tests.calls import files


def request_with(rf, content: bytes):
    return rf.post("/", {"title": "Le barrage", "file": SimpleUploadedFile("a.pdf", content)})


def test_a_file_within_bounds_arrives_whole(rf):
    request = request_with(rf, files.PDF)
    assert bound_upload(request, 1000) is True
    assert (request.FILES["file"].read(), request.too_big) == (files.PDF, False)


def test_too_much_is_not_kept_and_what_was_typed_is_there(rf):
    request = request_with(rf, files.PDF + b"\x00" * 500_000)
    assert bound_upload(request, 100_000) is True
    assert (request.POST["title"], dict(request.FILES), request.too_big) == ("Le barrage", {}, True)


@pytest.mark.parametrize("length", ["2000001", "-1", "x", "9" * 5000])
def test_what_says_that_it_is_bigger_is_not_read_at_all(rf, length):
    request = request_with(rf, files.PDF)
    request.META["CONTENT_LENGTH"] = length
    assert bound_upload(request, 1_000_000) is False
    assert not hasattr(request, "_files")
