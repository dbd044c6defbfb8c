"""The hooks that other repositories wire in."""
