# The numbers are in training-parity-scratchpad.tsv.
#   gnuplot training-parity-scratchpad.gp                      draws training-parity-scratchpad.svg
#   gnuplot -e "format='pdf'" training-parity-scratchpad.gp   draws training-parity-scratchpad.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Parity, walking from one to one by index hints, trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-parity-scratchpad'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 1
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
array curves_of[7]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ''
curves_of[7] = ''
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 3; runs[1] = 1; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
