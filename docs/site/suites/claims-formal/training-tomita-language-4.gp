# The numbers are in training-tomita-language-4.tsv.
#   gnuplot training-tomita-language-4.gp                      draws training-tomita-language-4.svg
#   gnuplot -e "format='pdf'" training-tomita-language-4.gp   draws training-tomita-language-4.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'The seven languages of Tomita (language 4), trained to 40'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'training-tomita-language-4'
others = 0
array grey_style[1]
grey_style[1] = 0
last_step = 3999.0
curves = 22
array curve_fitted[curves]
array curve_diverged[curves]
array curve_first[curves]
array curve_last[curves]
curve_fitted[1] = 1; curve_diverged[1] = 0; curve_first[1] = 0; curve_last[1] = 54
curve_fitted[2] = 1; curve_diverged[2] = 0; curve_first[2] = 55; curve_last[2] = 109
curve_fitted[3] = 1; curve_diverged[3] = 0; curve_first[3] = 110; curve_last[3] = 164
curve_fitted[4] = 1; curve_diverged[4] = 0; curve_first[4] = 165; curve_last[4] = 218
curve_fitted[5] = 1; curve_diverged[5] = 0; curve_first[5] = 219; curve_last[5] = 273
curve_fitted[6] = 1; curve_diverged[6] = 0; curve_first[6] = 274; curve_last[6] = 328
curve_fitted[7] = 1; curve_diverged[7] = 0; curve_first[7] = 329; curve_last[7] = 383
curve_fitted[8] = 1; curve_diverged[8] = 0; curve_first[8] = 384; curve_last[8] = 438
curve_fitted[9] = 1; curve_diverged[9] = 0; curve_first[9] = 439; curve_last[9] = 492
curve_fitted[10] = 1; curve_diverged[10] = 0; curve_first[10] = 493; curve_last[10] = 547
curve_fitted[11] = 1; curve_diverged[11] = 0; curve_first[11] = 548; curve_last[11] = 602
curve_fitted[12] = 1; curve_diverged[12] = 0; curve_first[12] = 603; curve_last[12] = 657
curve_fitted[13] = 1; curve_diverged[13] = 0; curve_first[13] = 658; curve_last[13] = 712
curve_fitted[14] = 1; curve_diverged[14] = 0; curve_first[14] = 713; curve_last[14] = 767
curve_fitted[15] = 1; curve_diverged[15] = 0; curve_first[15] = 768; curve_last[15] = 822
curve_fitted[16] = 1; curve_diverged[16] = 0; curve_first[16] = 823; curve_last[16] = 877
curve_fitted[17] = 1; curve_diverged[17] = 0; curve_first[17] = 878; curve_last[17] = 932
curve_fitted[18] = 1; curve_diverged[18] = 0; curve_first[18] = 933; curve_last[18] = 987
curve_fitted[19] = 1; curve_diverged[19] = 0; curve_first[19] = 988; curve_last[19] = 1041
curve_fitted[20] = 1; curve_diverged[20] = 0; curve_first[20] = 1042; curve_last[20] = 1096
curve_fitted[21] = 1; curve_diverged[21] = 0; curve_first[21] = 1097; curve_last[21] = 1151
curve_fitted[22] = 1; curve_diverged[22] = 0; curve_first[22] = 1152; curve_last[22] = 1205
array curves_of[2]
curves_of[1] = ' 1 2 3 4 5 6 7 8 9 10 11'
curves_of[2] = ' 12 13 14 15 16 17 18 19 20 21 22'
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'learned + offset'; tic[1] = 'learned + offset'
style[1] = 1; runs[1] = 11; fitted[1] = 11
label[2] = 'nope'; tic[2] = 'nope'
style[2] = 2; runs[2] = 11; fitted[2] = 11

load '../../charts/style.gp'
load '../../charts/training.gp'
