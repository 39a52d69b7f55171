"""Text fields, as the ground floor has them."""

from members.forms.texts import Line, Paragraph, Pasted, refuse_control_characters

__all__ = ["Line", "Paragraph", "Pasted", "refuse_control_characters"]
