from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

MOST_FILES = 20


class FilesInput(UnfoldAdminFileFieldWidget):
    """Unfold's own, with its text beside it: a plain one writes the file's name into the next field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, none of them larger than an import takes."""

    widget = FilesInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(file, initial) for file in (data or [None])]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Send at most %(most)s files at a time.") % {"most": MOST_FILES})
        for file in files:
            if file.size > settings.IMPORT_MAX_BYTES:
                raise forms.ValidationError(
                    gettext("%(name)s is larger than %(size)s: divide it.")
                    % {"name": file.name, "size": filesizeformat(settings.IMPORT_MAX_BYTES)}
                )
        return files


class TablesForm(forms.Form):
    files = FilesField(label=_("Files"), help_text=_("CSV or XLSX. All their rows are imported, or none."))
    source = forms.CharField(
        label=_("Name of the list"),
        max_length=50,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_(
            "Within one list the same name is the same person or work, next time as well. "
            "Empty: the name its mapping gives it, else the name of the file."
        ),
    )
