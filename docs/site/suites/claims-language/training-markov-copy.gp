# The numbers are in training-markov-copy.tsv.
#   gnuplot training-markov-copy.gp                      draws training-markov-copy.svg
#   gnuplot -e "format='pdf'" training-markov-copy.gp   draws training-markov-copy.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain with copied segments, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-markov-copy'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 53
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 54; curve_last[2] = 107
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 108; curve_last[3] = 161
array curves_of[22]
curves_of[1] = ' 2'
curves_of[2] = ''
curves_of[3] = ' 1'
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 3'
curves_of[7] = ''
curves_of[8] = ''
curves_of[9] = ''
curves_of[10] = ''
curves_of[11] = ''
curves_of[12] = ''
curves_of[13] = ''
curves_of[14] = ''
curves_of[15] = ''
curves_of[16] = ''
curves_of[17] = ''
curves_of[18] = ''
curves_of[19] = ''
curves_of[20] = ''
curves_of[21] = ''
curves_of[22] = ''
series = 3
own_colours = 1
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'dape'; tic[1] = 'dape'
style[1] = 3; runs[1] = 1; fitted[1] = 0
label[2] = 'alibi'; tic[2] = 'alibi'
style[2] = 1; runs[2] = 1; fitted[2] = 0
label[3] = 'kerple-log'; tic[3] = 'kerple-log'
style[3] = 6; runs[3] = 1; fitted[3] = 1

load '../../charts/style.gp'
load '../../charts/training.gp'
