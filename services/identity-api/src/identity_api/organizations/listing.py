"""The directory of organisations (DIR-056..069): one's own and those below it, without the deleted ones."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from identity_api.organizations.models import Organization
from identity_api.organizations.schemas import OrganizationQuery, OrganizationRead

TYPES: Final = {
    "network_owner": ("Владелец сети", "Network owner"),
    "transport_company": ("Транспортная компания", "Transport company"),
}
TAX_SYSTEMS: Final = {
    "osn": ("ОСН", "General tax system"),
    "usn_income": ("УСН доход", "Simplified, income"),
    "usn_income_expense": ("УСН доход – расход", "Simplified, income less expenses"),
    "esn": ("ЕСН", "Unified agricultural tax"),
    "patent": ("Патент", "Patent"),
    "npd": ("Налог на профессиональный доход", "Professional income tax"),
}
SORTS: Final = ("name", "number", "legal_name", "type", "tax_system", "inn", "changed_at")

ORGANIZATION_LIST = Listing(
    table=ListTable(key=Organization.id, default="name", sorts={name: getattr(Organization, name) for name in SORTS}),
    entity=Organization,
    query=OrganizationQuery,
    read=OrganizationRead,
    right="organizations:read",
    scope=Organization.id,
    conditions=lambda _query, _now: [Organization.is_deleted.is_(False)],
    columns=[
        Column("number", "Номер", "Number"),
        Column("name", "Фирменное наименование", "Trade name"),
        Column("legal_name", "Юридическое наименование", "Legal name"),
        Column("type", "Тип организации", "Organisation type", words=TYPES),
        Column("inn", "ИНН", "INN"),
        Column("kpp", "КПП", "KPP"),
        Column("okpo", "ОКПО", "OKPO"),
        Column("tax_system", "Система налогообложения", "Tax system", words=TAX_SYSTEMS),
        Column("legal_address", "Юридический адрес", "Legal address"),
        Column("actual_address", "Фактический адрес", "Actual address"),
        Column("contact_data", "Контактные данные", "Contact data"),
        Column("changed_at", "Изменено", "Changed", is_moment=True),
    ],
)
