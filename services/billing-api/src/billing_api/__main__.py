from common.service import main

from billing_api.main import service

main(service())
