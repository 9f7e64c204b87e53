from django.urls import path

from accord.base import components_page

app_name = "base"
urlpatterns = [path("", components_page.show, name="components")]
