"""Round trips: one text, converted by the programs that readers use, and read back. `python3 dev.py test --writers`"""
