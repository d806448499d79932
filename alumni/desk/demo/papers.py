"""A document as an applicant would send it: one page of text, in a PDF written by hand."""

LINES = (
    "Traitement",
    "",
    "1. EXT. TERRASSE - AUBE",
    "Le linge claque. Une femme de trente ans monte l'escalier, une valise dans chaque main.",
    "Elle ne frappe pas : la porte est ouverte, et ce n'est plus sa porte.",
    "",
    "2. INT. CUISINE - MATIN",
    "Quelqu'un a change les rideaux. Quelqu'un boit dans sa tasse.",
)


TRANSFER = ("Avis de virement", "", "Le montant a ete porte au credit de la beneficiaire.")


def transfer_slip(reference: str) -> bytes:
    """What a bank gives for a payment."""
    return treatment(reference, TRANSFER)


def treatment(number: str, lines: tuple[str, ...] = LINES) -> bytes:
    """The page; no two are alike, for each bears its application’s number."""
    words = " ".join(f"({line}) Tj T*" for line in (number, "", *lines))
    page = f"BT /F 12 Tf 18 TL 72 740 Td {words} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for position, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (position, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return made + head + table + b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(made)
