"""Which fields of which models django-modeltranslation multiplies."""

from modeltranslation.translator import TranslationOptions, register

from tests.packages.stays.models import Page


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "body")
    fallback_languages = {"default": ("en",)}
