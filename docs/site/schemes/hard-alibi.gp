# The numbers are in hard-alibi.tsv.
#   gnuplot hard-alibi.gp                      draws hard-alibi.svg
#   gnuplot -e "format='pdf'" hard-alibi.gp   draws hard-alibi.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'hard-alibi'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'hard-alibi'
head_numbers = 4
array head_number[4] = [0.0, 1.0, 2.0, 3.0]
train_length = 64.0
series = 0.0

load '../charts/style.gp'
load '../charts/scheme.gp'
