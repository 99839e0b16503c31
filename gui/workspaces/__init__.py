"""The workspaces: pages of the window, switched in the middle of the top bar."""
