"""What stands in the 20 fields of the form that `forms.py` draws, and values for them by chance."""

import datetime
from dataclasses import dataclass

DAY = "(0[1-9]|[12][0-9]|3[01])"
MONTH = "(0[1-9]|1[0-2])"
YEAR = "(19|20)[0-9]{2}"
EMPTY = 0.1  # of the fields that may be left empty
OPTIONAL = ("house", "amount", "year", "phone")


@dataclass(frozen=True)
class Spec:
    """One field: its name, label, kind of frame, cells, pattern or lexicon, and what is printed inside."""

    name: str
    label: str
    kind: str
    pattern: str | None = None
    lexicon: str | None = None
    cells: int = 1
    hint: str = ""

    @property
    def charset(self):
        """Names are written in capitals, as the form asks."""
        return "upper" if self.lexicon else None

    @property
    def is_code(self):
        """Whether its form is known."""
        return self.pattern is not None


FIELDS = (
    Spec("surname", "Surname", "comb", lexicon="surnames.txt", cells=12),
    Spec("first_name", "First name", "line", lexicon="first_names.txt"),
    Spec("street", "Street", "free", lexicon="streets.txt"),
    Spec("house", "House number", "boxes", "[1-9][0-9]{0,2}", cells=3),
    Spec("postcode", "Postal code", "comb", "[0-9]{5}", cells=5),
    Spec("town", "Town", "line", lexicon="towns.txt"),
    Spec("born", "Date of birth", "comb", DAY + MONTH + YEAR, cells=8, hint="DDMMYYYY"),
    Spec("joined", "Member since (DD-MM-YYYY)", "free", f"{DAY}-{MONTH}-{YEAR}"),
    Spec("member", "Membership number", "comb", "AA99999", cells=7),
    Spec("customer", "Customer number", "boxes", "999999999", cells=9),
    Spec("phone", "Telephone", "line", "[0-9]{6,10}"),
    Spec("amount", "Amount", "free", "[1-9][0-9]{1,4}", hint="EUR"),
    Spec("deposit", "Deposit in cents", "comb", "[1-9][0-9]{2,5}", cells=6),
    Spec("account", "Account", "comb", "AA9999999999", cells=12),
    Spec("plate", "Number plate", "free", "[A-Z]{2}-[0-9]{2,4}"),
    Spec("year", "Year of purchase", "line", YEAR),
    Spec("product", "Product", "boxes", "A999", cells=4),
    Spec("order", "Order", "line", "[0-9]{6}"),
    Spec("pin", "Code", "boxes", "9999", cells=4),
    Spec("quantity", "Quantity", "free", "[1-9][0-9]?"),
)

SURNAMES = """Adams Bailey Baker Barnes Bell Bennett Brooks Brown Butler Campbell Carter Clark Collins
Cooper Cox Davis Diaz Edwards Evans Fisher Foster Garcia Gomez Gray Green Hall Harris Hill Howard Hughes
Jackson James Jenkins Johnson Jones Kelly King Lee Lewis Long Lopez Martin Miller Mitchell Moore Morgan
Morris Murphy Myers Nelson Parker Perry Peterson Phillips Powell Price Reed Rivera Roberts Rogers Ross
Russell Sanders Scott Smith Stewart Sullivan Taylor Thomas Thompson Torres Turner Walker Ward Watson
White Williams Wilson Wood Wright Young"""
FIRST_NAMES = """Aaron Adam Alan Alice Amanda Amy Andrea Andrew Angela Ann Anna Anthony Barbara Benjamin
Beth Brian Carl Carol Carolyn Catherine Charles Cheryl Chris Daniel David Deborah Dennis Diana Donald
Donna Dorothy Edward Emily Emma Eric Frank Gary George Gloria Grace Harold Heather Helen Henry Jack Jacob
Jane Janet Jason Jean Jeffrey Jerry Jesse Joan Joe John Jose Joyce Juan Judith Julia Karen Kathleen Keith
Kevin Kyle Larry Laura Linda Lisa Louis Madison Margaret Maria Mark Martha Mary Michael Nancy Nathan Noah
Olivia Pamela Patrick Paul Peter"""
TOWNS = """Aberdeen Bath Belfast Birmingham Bolton Bradford Brighton Bristol Cambridge Canterbury Cardiff
Carlisle Chester Coventry Derby Dover Dublin Dundee Durham Edinburgh Ely Exeter Glasgow Gloucester
Hereford Hull Inverness Ipswich Kendal Lancaster Leeds Leicester Lincoln Liverpool London Luton
Manchester Newport Norwich Nottingham Oxford Perth Plymouth Poole Portsmouth Preston Reading Ripon
Salford Salisbury Sheffield Southend Stirling Stoke Swansea Swindon Truro Wakefield Wells Winchester
Woking Worcester Wrexham York"""
STREETS = """Acorn Albert Alma Apple Ash Bank Beech Birch Bridge Broad Canal Castle Cedar Chapel Cherry
Church College Court Crown Duke Elm Field Forest Garden George Grange Green Hazel High Hill Holly Ivy
King Lake Laurel Lime Long Main Manor Maple Market Meadow Mill Moor New North Oak Orchard Park Pine Pond
Poplar Queen Rectory River Rose School South Spring Station Stone Union Vale Victoria Walnut Water West
Willow Windsor Wood York"""
LEXICONS = {
    "surnames.txt": SURNAMES.split(),
    "first_names.txt": FIRST_NAMES.split(),
    "towns.txt": TOWNS.split(),
    "streets.txt": STREETS.split(),
}


def values_of(rng):
    """Return field name -> value by chance; some are left empty."""
    day, other = _date(rng), _date(rng)
    values = {
        "house": _number(rng, 1, 3),
        "postcode": _digits(rng, 5),
        "born": f"{day:%d%m%Y}",
        "joined": f"{other:%d-%m-%Y}",
        "member": _letters(rng, 2) + _digits(rng, 5),
        "customer": _digits(rng, 9),
        "phone": _digits(rng, int(rng.integers(6, 11))),
        "amount": _number(rng, 2, 5),
        "deposit": _number(rng, 3, 6),
        "account": _letters(rng, 2) + _digits(rng, 10),
        "plate": f"{_letters(rng, 2)}-{_digits(rng, int(rng.integers(2, 5)))}",
        "year": f"{_date(rng):%Y}",
        "product": _letters(rng, 1) + _digits(rng, 3),
        "order": _digits(rng, 6),
        "pin": _digits(rng, 4),
        "quantity": _number(rng, 1, 2),
    }
    for spec in FIELDS:
        if spec.lexicon:
            words = LEXICONS[spec.lexicon]
            values[spec.name] = words[int(rng.integers(len(words)))].upper()
        elif spec.name in OPTIONAL and rng.random() < EMPTY:
            values[spec.name] = ""
    return values


def _digits(rng, num):
    return "".join(str(int(rng.integers(10))) for _ in range(num))


def _number(rng, least, most):
    """Return a number of `least` to `most` digits that does not begin with a nought."""
    return str(int(rng.integers(1, 10))) + _digits(rng, int(rng.integers(least, most + 1)) - 1)


def _letters(rng, num):
    return "".join(chr(ord("A") + int(rng.integers(26))) for _ in range(num))


def _date(rng):
    first = datetime.date(1930, 1, 1).toordinal()
    last = datetime.date(2026, 1, 1).toordinal()
    return datetime.date.fromordinal(int(rng.integers(first, last)))
