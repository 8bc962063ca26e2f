# The numbers are in training-alternation-blocks-5.tsv.
#   gnuplot training-alternation-blocks-5.gp                      draws training-alternation-blocks-5.svg
#   gnuplot -e "format='pdf'" training-alternation-blocks-5.gp   draws training-alternation-blocks-5.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Tell the last block from those before it (blocks 5), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-alternation-blocks-5'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 2
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 57; curve_last[2] = 113
array curves_of[4]
curves_of[1] = ''
curves_of[2] = ''
curves_of[3] = ' 1'
curves_of[4] = ' 2'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope two layers'; tic[1] = 'nope two layers'
style[1] = 3; runs[1] = 1; fitted[1] = 1
label[2] = 'nope three layers'; tic[2] = 'nope three layers'
style[2] = 4; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
