"""The way back from the service: one address, whatever the language."""

from django.urls import path

from accord.accounts.oidc import views

urlpatterns = [path("oidc/callback", views.come_back, name="oidc_callback")]
