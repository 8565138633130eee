"""What a record is made of: kinds of entry, forms, lists, glossary and crosswalk to standards."""
