"""What gunicorn serves of a peer that is a Django project: its module is a URLconf."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
