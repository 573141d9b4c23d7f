"""Where the views are."""

from django.contrib import admin
from django.urls import path

from records import views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("<str:family>/speak/", views.speak),
    path("<str:family>/close/", views.close),
    path("<str:family>/look/", views.look),
]
