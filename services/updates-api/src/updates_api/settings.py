from common.settings import ServiceSettings


class UpdatesSettings(ServiceSettings):
    port: int = 18105
