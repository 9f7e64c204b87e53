from django.urls import path

from accord.base.mail import views

urlpatterns = [path("off/<str:token>/", views.off, name="mail_off")]
