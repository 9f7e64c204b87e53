"""What is known of people, and the secretariat's pages about it."""

from django.urls import path

from accord.accounts.personal import office, views

urlpatterns = [
    path("", views.known, name="personal_data"),
    path("erased/", views.erased, name="personal_data_erased"),
    path("people/", office.people, name="personal_data_people"),
    path("people/erase/", office.erase_address, name="personal_data_erase_address"),
    path("people/<slug:number>/", office.person, name="personal_data_person"),
    path("people/<slug:number>/erase/", office.erase, name="personal_data_erase"),
    path("copies/<int:number>/", office.fetch, name="personal_data_copy"),
]
