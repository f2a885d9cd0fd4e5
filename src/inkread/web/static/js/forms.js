// The page for forms: a template is made above, and scans are read with it below.

import { Editor } from "./forms_editor.js";
import { holdDrops, takePastes } from "./forms_files.js";
import { Scans } from "./forms_scans.js";

const editor = new Editor(document);
const scans = new Scans(document, editor);

holdDrops();
// A pasted picture is the blank form where there is none yet, and else a filled one: it replaces no template.
takePastes((files) => (editor.blank === null ? editor : scans).take(files));
editor.goOn();
