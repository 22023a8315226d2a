"""Plan folders: tables to a Plan, with every fault at once."""
