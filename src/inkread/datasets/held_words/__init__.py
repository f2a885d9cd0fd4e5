"""Sets of handwritten words and lines that their holders hand out on request: IAM, CVL and RIMES."""
