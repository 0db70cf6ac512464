"""The back office: cooks, stock, recipes and papers, listed by serializers as they grow in the wild."""
