"""What the worker does for the window: each task is a generator of what it tells, a step at a time."""

from collections.abc import Callable, Iterator
from typing import Any

from inkread.desktop import requests
from inkread.desktop.jobs import drawings, files, inside, past, settings, words
from inkread.desktop.replies import Told
from inkread.desktop.workbench import Workbench

STEPS: dict[type[requests.Request], Callable[[Workbench, Any], Iterator[Told]]] = {
    requests.Open: drawings.open_reader,
    requests.UseBundle: settings.use_bundle,
    requests.UseHistory: settings.use_history,
    requests.AskColours: settings.ask_colours,
    requests.ReadDrawing: drawings.read_drawing,
    requests.KeepDrawing: drawings.keep_drawing,
    requests.RenderDrawing: drawings.render_drawing,
    requests.SaveDrawing: drawings.save_drawing,
    requests.SaveSample: drawings.save_sample,
    requests.ReadFiles: files.read_files,
    requests.ReadWords: words.read_words,
    requests.KeepWords: words.keep_words,
    requests.FitPicture: words.fit_picture,
    requests.WriteResults: files.write_results,
    requests.FindEntries: past.find_entries,
    requests.CorrectEntry: past.correct_entry,
    requests.DeleteEntries: past.delete_entries,
    requests.RestoreEntries: past.restore_entries,
    requests.ExportEntries: past.export_entries,
    requests.LookInside: inside.look_inside,
}
