"""What a hostile or merely real project brings: its own models, serializers, views."""
