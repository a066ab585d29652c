"""The examples as GeoJSON, CSV and RSS, for any state of the filters."""
