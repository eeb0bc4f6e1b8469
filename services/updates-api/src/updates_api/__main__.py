from common.service import main

from updates_api.main import service

main(service())
