from django.urls import path

from accord.atlas import views

app_name = "atlas"
urlpatterns = [
    path("countries/", views.country_list, name="country_list"),
    path("countries/<slug:code>/", views.country, name="country"),
    path("areas/", views.area_list, name="area_list"),
    path("areas/<slug:slug>/", views.area, name="area"),
    path("challenges/", views.challenge_list, name="challenge_list"),
    path("challenges/<slug:slug>/", views.challenge, name="challenge"),
    path("goals/", views.goal_list, name="goal_list"),
    path("goals/<slug:code>/", views.goal, name="goal"),
]
