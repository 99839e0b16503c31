"""The data that ships with Layerloom: templates, data sets, icons, themes, translations."""
