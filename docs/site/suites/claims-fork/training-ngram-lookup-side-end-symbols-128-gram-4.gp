# The numbers are in training-ngram-lookup-side-end-symbols-128-gram-4.tsv.
#   gnuplot training-ngram-lookup-side-end-symbols-128-gram-4.gp                      draws training-ngram-lookup-side-end-symbols-128-gram-4.svg
#   gnuplot -e "format='pdf'" training-ngram-lookup-side-end-symbols-128-gram-4.gp   draws training-ngram-lookup-side-end-symbols-128-gram-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What follows the n-gram? (side end, symbols 128, gram 4), trained to 20'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-ngram-lookup-side-end-symbols-128-gram-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 7999.0
curves = 3
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 58
curve_fitted[2] = 0; curve_diverged[2] = 0; curve_first[2] = 59; curve_last[2] = 116
curve_fitted[3] = 0; curve_diverged[3] = 0; curve_first[3] = 117; curve_last[3] = 175
array curves_of[7]
curves_of[1] = ' 1'
curves_of[2] = ' 2'
curves_of[3] = ''
curves_of[4] = ''
curves_of[5] = ''
curves_of[6] = ' 3'
curves_of[7] = ''
series = 3
own_colours = 0
array label[3]
array tic[3]
array style[3]
array runs[3]
array fitted[3]
label[1] = 'gdn'; tic[1] = 'gdn'
style[1] = 1; runs[1] = 1; fitted[1] = 0
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 2; runs[2] = 1; fitted[2] = 0
label[3] = 'learned + offset'; tic[3] = 'learned + offset'
style[3] = 6; runs[3] = 1; fitted[3] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
