"""A Scene as a web page: folium's skeleton, the data beside it, the shared tables."""
