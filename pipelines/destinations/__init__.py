"""The tools that act: each module writes to one and knows no warehouse and no other tool."""
