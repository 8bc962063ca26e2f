# The numbers are in training-regular-language-cc-asks-state-at-gaps-words-wh.tsv.
#   gnuplot training-regular-language-cc-asks-state-at-gaps-words-wh.gp                      draws training-regular-language-cc-asks-state-at-gaps-words-wh.svg
#   gnuplot -e "format='pdf'" training-regular-language-cc-asks-state-at-gaps-words-wh.gp   draws training-regular-language-cc-asks-state-at-gaps-words-wh.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'What may come next in a regular language, or its state (language (cc)*, asks state, at gaps, words whole), trained to 24'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-regular-language-cc-asks-state-at-gaps-words-wh'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 5999.0
curves = 1
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 0; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 56
array curves_of[4]
curves_of[1] = ' 1'
curves_of[2] = ''
curves_of[3] = ''
curves_of[4] = ''
series = 1
own_colours = 0
array label[1]
array tic[1]
array style[1]
array runs[1]
array fitted[1]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 0

load '../../charts/style.gp'
load '../../charts/training.gp'
