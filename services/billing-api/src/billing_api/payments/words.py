"""What the codes of payments are called in exports: code → (Russian, English)."""

from typing import Final

STATUSES: Final = {
    "preparation": ("Подготовка", "Preparation"),
    "default": ("По умолчанию", "Default (queued)"),
    "processing": ("В обработке", "Processing"),
    "error": ("Ошибка", "Error"),
    "completing": ("Завершение", "Completing"),
    "completed": ("Завершено", "Completed"),
    "cancelled": ("Отмена", "Cancelled"),
}
"""ENU-580..586."""
OPERATIONS: Final = {
    "payment": ("Оплата", "Payment"),
    "reversal": ("Сторнирование", "Reversal"),
    "refund": ("Возврат", "Refund"),
}
"""ENU-588..590."""
