"""PDFs written by hand, sound and hostile ones, each as short as it can be."""

import io
import zlib

from PIL import Image

A4 = b"0 0 595 842"  # points
LINE = b"0 0 m 300 400 l S"
END = b"%%EOF\n"


def pdf(objects):
    """Return a PDF of numbered objects, of which the first is its catalogue."""
    out, places = b"%PDF-1.7\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table, num = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % num
    out += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, num))
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (num, table)
    return out + END


def stream(data, entries=b""):
    """Return an object with data."""
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def page(content=LINE, *, box=A4, resources=b"", entries=b"", catalogue=b"", more=None):
    """Return a PDF of one page."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s>>" % catalogue,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> %s>>"
            % (box, resources, entries),
            4: stream(content),
            **(more or {}),
        }
    )


def pages(num, *, count=None, content=LINE):
    """Return a PDF of so many pages of 20 x 20 points that says that it has `count`."""
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(num))
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] /Contents 3 0 R >>"
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, num if count is None else count),
            3: stream(content),
            **{4 + number: one for number in range(num)},
        }
    )


def jpeg(grey):
    """Return an array of axes (height, width) as a JPEG."""
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "JPEG", quality=90)
    return out.getvalue()


def picture(data, width, height, entries=b"/Filter /DCTDecode "):
    """Return a grey picture as an object."""
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray "
    return stream(data, head % (width, height) + entries)


def scan(data, width, height, *, place=b"595 0 0 842 0 0", before=b"", after=b"", **page_entries):
    """Return a PDF of one page with a JPEG where a matrix puts it, and what is drawn before and after."""
    content = b"%s q %s cm /I Do Q %s" % (before, place, after)
    more = {10: picture(data, width, height)}
    return page(content, resources=b"/XObject << /I 10 0 R >>", more=more, **page_entries)


def group(content, entries=b""):
    """Return a group of objects, which a page or another group draws by its name."""
    return stream(content, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + entries)


def form(entries=b"", *, content=b"", action=b""):
    """Return a page with a field that holds HELLO, and is drawn by whoever opens it."""
    font = b"/DR << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (HELLO) /DA (/F 24 Tf 0 g) /F 4 "
        b"/Rect [100 400 400 440] %s>>" % entries
    )
    return page(
        content,
        entries=b"/Annots [20 0 R] ",
        catalogue=b"/AcroForm << /Fields [20 0 R] /DA (/F 24 Tf 0 g) %s>> %s" % (font, action),
        more={20: field, 21: group(b"0 0 m 300 40 l S").replace(b"[0 0 595 842]", b"[0 0 300 40]")},
    )


def many_laughs(depth=12):
    """Return a page of a group that draws the next one ten times, and so on."""
    groups = {
        10 + at: group(b"/X Do " * 10, b"/Resources << /XObject << /X %d 0 R >> >> " % (11 + at))
        for at in range(depth)
    }
    return page(b"/X Do", resources=b"/XObject << /X 10 0 R >>", more={**groups, 10 + depth: group(LINE)})


def endless(times=20_000):
    """Return a page that covers itself again and again, by a rule that looks at every pixel."""
    blend = b"/ExtGState << /G << /BM /Luminosity /ca 0.5 >> >>"
    return page(b"/G gs " + b"0 0 595 842 re f\n" * times, resources=blend)


def packed_zeros(num):
    """Return so many zeros, packed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(num // 2**20)) + packer.flush()


ENCRYPTED = page().replace(
    b"/Root",
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (b)] /Root"
    % (b"a" * 32, b"b" * 32),
)
SCRIPTED = page(
    catalogue=b"/OpenAction << /S /JavaScript /JS (while(1){app.alert(1)}) >> /Names << "
    b"/JavaScript << /Names [(x) << /S /JavaScript /JS (while(1);) >>] >> "
    b"/EmbeddedFiles << /Names [(a.exe) 9 0 R] >> >> ",
    more={9: b"<< /Type /Filespec /F (a.exe) /EF << /F 10 0 R >> >>", 10: stream(b"MZ")},
)
LAUNCHING = page(catalogue=b"/OpenAction << /S /Launch /F (/bin/true) >> ")
