"""Linking: which mentions name one person, place or organisation, in an article and across articles."""

from tui.entities.linking.knowledge import Knowledge, KnownName, MemoryKnowledge, name_parts, sketches
from tui.entities.linking.linker import link
from tui.entities.linking.naming import entity_id

__all__ = ["Knowledge", "KnownName", "MemoryKnowledge", "entity_id", "link", "name_parts", "sketches"]
