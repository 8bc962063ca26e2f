# The numbers are in ranking.tsv.
#   gnuplot ranking.gp                      draws ranking.svg
#   gnuplot -e "format='pdf'" ranking.gp   draws ranking.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'schemes-2026'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'ranking'
array score[31]
score[1] = 0.6848
score[2] = 0.6830
score[3] = 0.6747
score[4] = 0.6728
score[5] = 0.6768
score[6] = 0.6667
score[7] = 0.6633
score[8] = 0.6615
score[9] = 0.5363
score[10] = 0.6052
score[11] = 0.6338
score[12] = 0.6385
score[13] = 0.6140
score[14] = 0.4792
score[15] = 0.4883
score[16] = 0.4925
score[17] = 0.5570
score[18] = 0.4655
score[19] = 0.5133
score[20] = 0.4795
score[21] = 0.4408
score[22] = 0.5127
score[23] = 0.4882
score[24] = 0.4377
score[25] = 0.4878
score[26] = 0.3785
score[27] = 0.4718
score[28] = 0.4687
score[29] = 0.3922
score[30] = 0.3548
score[31] = 0.3257
bands = 0
ranked_over = '3 tasks, at 1.25x, 1.5x, 2x, 3x, 4x the training length'
percent = (latex ? ' \%' : ' %')
series = 31
own_colours = 0
array label[31]
array tic[31]
array style[31]
array runs[31]
array fitted[31]
label[1] = 'deltanet to 2'; tic[1] = 'deltanet to 2'
style[1] = 31; runs[1] = 6; fitted[1] = 6
label[2] = 'deltanet'; tic[2] = 'deltanet'
style[2] = 30; runs[2] = 6; fitted[2] = 6
label[3] = 'rope+pose'; tic[3] = 'rope+pose'
style[3] = 17; runs[3] = 6; fitted[3] = 6
label[4] = 'kda'; tic[4] = 'kda'
style[4] = 34; runs[4] = 6; fitted[4] = 6
label[5] = 'tisa'; tic[5] = 'tisa'
style[5] = 14; runs[5] = 6; fitted[5] = 6
label[6] = 'gated-deltanet'; tic[6] = 'gated-deltanet'
style[6] = 32; runs[6] = 6; fitted[6] = 4
label[7] = 'rope+cream'; tic[7] = 'rope+cream'
style[7] = 18; runs[7] = 6; fitted[7] = 4
label[8] = 'bam'; tic[8] = 'bam'
style[8] = 15; runs[8] = 6; fitted[8] = 6
label[9] = 'alibi'; tic[9] = 'alibi'
style[9] = 8; runs[9] = 6; fitted[9] = 6
label[10] = 'carope'; tic[10] = 'carope'
style[10] = 12; runs[10] = 6; fitted[10] = 6
label[11] = 'gla'; tic[11] = 'gla'
style[11] = 33; runs[11] = 6; fitted[11] = 4
label[12] = 'ape-decay'; tic[12] = 'ape-decay'
style[12] = 16; runs[12] = 6; fitted[12] = 6
label[13] = 'mamba-2'; tic[13] = 'mamba-2'
style[13] = 35; runs[13] = 6; fitted[13] = 4
label[14] = 'rope+laser'; tic[14] = 'rope+laser'
style[14] = 26; runs[14] = 6; fitted[14] = 6
label[15] = 'tra'; tic[15] = 'tra'
style[15] = 27; runs[15] = 6; fitted[15] = 3
label[16] = 'repo'; tic[16] = 'repo'
style[16] = 13; runs[16] = 6; fitted[16] = 4
label[17] = 'rope-id'; tic[17] = 'rope-id'
style[17] = 10; runs[17] = 6; fitted[17] = 6
label[18] = 'nope looped'; tic[18] = 'nope looped'
style[18] = 36; runs[18] = 6; fitted[18] = 5
label[19] = 'rope+qk-norm'; tic[19] = 'rope+qk-norm'
style[19] = 19; runs[19] = 6; fitted[19] = 6
label[20] = 'rope+stieltjes'; tic[20] = 'rope+stieltjes'
style[20] = 23; runs[20] = 6; fitted[20] = 6
label[21] = 'nope'; tic[21] = 'nope'
style[21] = 1; runs[21] = 6; fitted[21] = 4
label[22] = 'rope-pp'; tic[22] = 'rope-pp'
style[22] = 11; runs[22] = 6; fitted[22] = 6
label[23] = 'rope+output-gate'; tic[23] = 'rope+output-gate'
style[23] = 22; runs[23] = 6; fitted[23] = 6
label[24] = 'evq-cosh'; tic[24] = 'evq-cosh'
style[24] = 9; runs[24] = 6; fitted[24] = 6
label[25] = 'rope+differential'; tic[25] = 'rope+differential'
style[25] = 21; runs[25] = 6; fitted[25] = 6
label[26] = 'linear-attention'; tic[26] = 'linear-attention'
style[26] = 28; runs[26] = 6; fitted[26] = 4
label[27] = 'rope+soft-cap'; tic[27] = 'rope+soft-cap'
style[27] = 20; runs[27] = 6; fitted[27] = 6
label[28] = 'rope'; tic[28] = 'rope'
style[28] = 2; runs[28] = 6; fitted[28] = 6
label[29] = 'rope+sigmoid'; tic[29] = 'rope+sigmoid'
style[29] = 25; runs[29] = 6; fitted[29] = 6
label[30] = 'rope+softpick'; tic[30] = 'rope+softpick'
style[30] = 24; runs[30] = 6; fitted[30] = 5
label[31] = 'retnet'; tic[31] = 'retnet'
style[31] = 29; runs[31] = 6; fitted[31] = 5

load '../../charts/style.gp'
load '../../charts/ranking.gp'
