"""The pages of the dashboard: the only place that imports streamlit."""
