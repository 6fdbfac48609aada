"""The first start: setting this desk up, or trying the demo gym."""
