"""The stages of training the tagger; run them with `tools/train_tagger.py`."""
