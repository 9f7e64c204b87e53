from accord.actions.sheets.desk import PAGES

urlpatterns = PAGES.urls()
