# The numbers are in training-copy-symbols-90.tsv.
#   gnuplot training-copy-symbols-90.gp                      draws training-copy-symbols-90.svg
#   gnuplot -e "format='pdf'" training-copy-symbols-90.gp   draws training-copy-symbols-90.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Copy a string (symbols 90), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-copy-symbols-90'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 2
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 55
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 56; curve_last[2] = 112
array curves_of[3]
curves_of[1] = ''
curves_of[2] = ' 1'
curves_of[3] = ' 2'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset 4 layers'; tic[2] = 'learned + offset 4 layers'
style[2] = 3; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
