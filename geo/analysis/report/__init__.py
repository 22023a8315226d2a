"""Answers as reports: tables and sentences in both languages."""
